"""The words that people read: correct French, errors that say what to do, safe text on screens."""
