# Keys begin with follow-up-
