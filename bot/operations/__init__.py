"""What whoever runs the service needs: is all in order, a copy of what is kept, and its way back."""
