"""What the NER back-ends share: case classes, windows over long texts, and decoding of tag probabilities."""
