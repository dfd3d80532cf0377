# Nøgler begynder med strategy-
