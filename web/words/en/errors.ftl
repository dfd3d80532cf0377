# Where something went wrong: what happened, what to do, and that nothing is lost.
errors-home = Go to the start page
errors-not-found-heading = There is no such page
errors-not-found-what = The address is wrong, or you have no access to what it is about.
errors-not-found-do = Search for the child, or begin at My day.
errors-bad-request-heading = We could not understand that
errors-bad-request-what = The form did not arrive whole. Nothing is saved.
errors-bad-request-do = Go back in your browser. What you wrote is still there, or lies as a draft on My day.
errors-store-heading = Trin cannot save or fetch right now
errors-store-what = The database does not answer as it should. Nothing already saved is lost.
errors-store-do = Wait a moment and try again. If it goes on, call operations and say what time it is.
errors-foreign-heading = The form came from somewhere else
errors-foreign-what = Trin takes forms from its own pages only. Nothing is saved.
errors-foreign-do = Open the page in Trin and try again.
errors-too-large-heading = There is too much text
errors-too-large-what = The form is larger than Trin takes. Nothing is saved.
errors-too-large-do = Use the browser's back button: the text is usually still there. Otherwise what was saved along the way is a draft on My day. Divide it into several notes.
