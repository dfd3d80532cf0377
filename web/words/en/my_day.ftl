# Keys begin with my-day-
