"""Benchmarks: they print figures beside what is wanted. None of them is a test."""
