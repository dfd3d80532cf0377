# Nøgler begynder med staircase-
