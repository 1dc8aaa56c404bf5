"""Who may answer a questionnaire, where their links lead, and the letters that ask."""
