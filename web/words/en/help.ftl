# Keys begin with help-
