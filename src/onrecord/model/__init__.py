"""What everything is made of: frozen, slotted values without behaviour beyond their own rules."""
