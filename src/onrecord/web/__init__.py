"""The desk: pages over the store, served on this machine."""
