# Nøgler begynder med intake-
