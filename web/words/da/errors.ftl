# Nøgler begynder med errors-
