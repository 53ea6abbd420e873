"""Names across scripts: folded, written in Latin letters, sounded, and two names of persons laid beside each other."""
