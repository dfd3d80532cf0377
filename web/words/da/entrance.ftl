# Nøgler begynder med entrance-
