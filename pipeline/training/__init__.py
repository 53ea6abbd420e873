"""Training and measuring of the NER weights that herald ships; nothing here is needed to run them."""
