# Nøgler begynder med help-
