"""A stand-in for ModelRiver over real HTTP: signs, sends, sends again, and takes the callbacks.

Knows how ModelRiver behaves. Does not know how rivermon is built: it meets it on the wire only.
"""
