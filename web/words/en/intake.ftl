# Keys begin with intake-
