# Keys begin with staircase-
