"""What staff see before they are at work: signing in, their consultations, out."""
