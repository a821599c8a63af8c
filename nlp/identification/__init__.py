"""How `nlp.identify` weighs what a text shows of its language."""
