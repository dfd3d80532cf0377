# Nøgler begynder med my-day-
