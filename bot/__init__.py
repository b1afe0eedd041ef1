"""Rolewise: advice on careers in machine learning and data, short and with sources."""

__version__ = "0.2.0"
