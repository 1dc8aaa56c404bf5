"""Actors of the world, in groups as the tables of addresses name them."""

ADMIN = {"anne"}
LEADERS = {"dirk", "tess"}
OFFICE = ADMIN | LEADERS
STAFF = OFFICE | {"carla", "kees"}
EVERYBODY = STAFF | {"thea"}
MENTOR = {"carla"}  # of the class in the world
OWNER = {"carla"}  # of the task and the action in the world
PARENT = {"aicha"}  # holds the link of the invitation in the world; "bas" holds another household's
INVITED = {"aicha", "bas"}
CLASS_LINK = {"class"}  # opened the link of the class in the world
JOINED = {"joined"}
LEADER = {"leader"}
SCRIBE = {"scribe"}
TEAM_PARENT = {"teamparent"}  # a parent in the team of the world; "teamleft" was in it
TEAM_CALL = {"teamparent"}  # opened its open call too
