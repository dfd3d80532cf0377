# Nøgler begynder med child-
