# Keys begin with entrance-
