"""What was written: specs and copy read, checked, tidied and written back."""
