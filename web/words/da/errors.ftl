# Hvor noget gik galt: hvad der skete, hvad man gør, og at intet er tabt.
errors-home = Gå til forsiden
errors-not-found-heading = Siden findes ikke
errors-not-found-what = Adressen er forkert, eller du har ikke adgang til det, den handler om.
errors-not-found-do = Søg barnet frem, eller begynd på Min dag.
errors-bad-request-heading = Det kunne vi ikke forstå
errors-bad-request-what = Formularen kom ikke helt frem. Intet er gemt.
errors-bad-request-do = Gå tilbage i browseren. Det, du har skrevet, står der stadig, eller ligger som kladde på Min dag.
errors-store-heading = Trin kan ikke gemme eller hente lige nu
errors-store-what = Databasen svarer ikke, som den skal. Intet, der allerede er gemt, er tabt.
errors-store-do = Vent et øjeblik, og prøv igen. Varer det ved, så ring til driften og sig, hvad klokken er.
errors-foreign-heading = Formularen kom fra et andet sted
errors-foreign-what = Trin tager kun imod formularer fra sine egne sider. Intet er gemt.
errors-foreign-do = Åbn siden i Trin, og prøv igen.
errors-too-large-heading = Der er for meget tekst
errors-too-large-what = Formularen er større, end Trin tager imod. Intet er gemt.
errors-too-large-do = Brug browserens tilbageknap: så står teksten der som regel endnu. Ellers ligger det, der blev gemt undervejs, som kladde på Min dag. Del den i flere notater.
