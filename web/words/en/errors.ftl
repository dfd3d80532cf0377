# Keys begin with errors-
