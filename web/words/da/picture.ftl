# Billeder tegnet på serveren.
picture-as-table = Vis som tabel
picture-day = Dag
picture-what = Hvad
picture-step = Trin
picture-step-mark = Trin { $step } af { $of }

# Barnets sti.
picture-path-desc = Stien fra { $from } til { $until }. Opfølgninger holdt: { $held }. Opfølgninger, vi skylder: { $owed }.
picture-path-several = { $count } gange fra { $from } til { $until }, senest: { $label }
picture-path-held = opfølgning holdt
picture-path-owed = opfølgning, vi skylder
picture-path-notification = underretning
picture-path-event = anden hændelse
picture-path-promised = aftalt, ikke sket endnu
picture-path-is-owed = Skyldes: { $label }
picture-path-is-promised = Aftalt: { $label }

# Trappen.
picture-stair-desc = { $children } børn på { $steps } trin. I perioden gik { $down } ned og { $up } op.
picture-stair-before = før { $count }
picture-stair-key = »Før« er ved periodens begyndelse.
picture-stair-widened = De smalleste trin er tegnet bredere end deres antal, så navnet kan stå der.
picture-children = { $count } børn
picture-went-down = gik ned
picture-went-up = gik op
picture-new = nye
picture-left = ud
picture-now = Nu
picture-before = Før
picture-from = Fra
picture-to = Til
picture-moved = Børn
picture-moves = Hvem flyttede sig: { $period }
picture-moved-from-to = Fra trin { $from } til trin { $to }: { $count }
picture-off-the-staircase = Uden for trappen

# Et mål.
picture-goal-desc = Begyndte på { $start } den { $from }. Stod på { $now } den { $on }. Målet er { $target } senest { $by }.
