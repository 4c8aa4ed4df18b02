"""Faults put into real loads: kills, failing disks, damage, two at once, a wrong clock.

test_faults.py runs a sample; `make faults` runs them all and writes docs/faults.md.
"""
