# Keys begin with strategy-
