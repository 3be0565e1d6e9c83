"""A module that no run reaches."""

VALUE = 1
