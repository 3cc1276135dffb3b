"""What people read: French as readers write it, errors that say what to do, what a screen shows."""
