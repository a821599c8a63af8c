"""What clients of ODK (Collect, Enketo) speak: OpenRosa."""
