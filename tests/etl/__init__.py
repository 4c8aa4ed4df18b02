"""Tests of the etl floor."""
