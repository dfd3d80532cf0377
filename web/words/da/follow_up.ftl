# Nøgler begynder med follow-up-
