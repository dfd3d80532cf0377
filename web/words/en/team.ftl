# Keys begin with team-
