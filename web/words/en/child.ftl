# Keys begin with child-
