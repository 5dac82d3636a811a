"""Figures that come in a spreadsheet: opened apart, read cell by cell, stored by nobody here."""
