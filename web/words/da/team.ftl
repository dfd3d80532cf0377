# Nøgler begynder med team-
