"""Tests of the view floor."""
