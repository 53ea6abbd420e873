"""Which one in a sequence a centre is, or how many there are: claims, their scope and who bears them.

`reading` lays the words of a text out, `shorthand` tells what stands for a centre without its whole name, `claims` finds the
numbers that count units (`ordinals`, `counts`), `scopes` says where they hold (`before`, `inside`, `behind` look for it around
the number), `bearers` which centre an ordinal belongs to.
"""
