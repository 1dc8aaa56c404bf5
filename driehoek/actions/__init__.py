"""An action with owner, date and state; answers and updates.

An *answer* says what became of what people said: heard, we_do, we_dont, later. A 'we do' may have an *action*.
"""
