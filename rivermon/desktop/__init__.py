"""The desktop around the window: its entry in the menu, its icon, and its start at login.

Plain files, and the registry on Windows; no Qt. Does not know what rivermon does.
"""
