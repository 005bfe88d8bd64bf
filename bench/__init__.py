"""Measurements. Nothing here runs in the test suite: a busy machine must not fail a test."""
