# The child's pages.
child-no-responsible = nobody yet
child-position-open = The case is open; no intervention is in force yet.
child-position-none = No open case. Everyday life is carried by the family and the general area.
child-position = Step { $step }, { $help } since { $since }
child-position-aim = { $stands }; aim: { $aim }
child-why-responsible = you are responsible for { $name }.
child-why-offered = you are asked to take over responsibility for { $name }.
child-why-authority = you work in the authority that has { $name }'s case.
child-why-enrolled = { $name } is enrolled with you.
child-why-gives-help = you give { $name } help.
child-asked-by-law = the law
child-asked-by-strategy = { $municipality }'s strategy
