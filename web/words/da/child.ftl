# Barnets sider.
child-no-responsible = ingen endnu
child-position-open = Sagen er åben; ingen indsats er i gang endnu.
child-position-none = Ingen åben sag. Hverdagen bæres af familien og almenområdet.
child-position = Trin { $step }, { $help } siden { $since }
child-position-aim = { $stands }; mål: { $aim }
child-why-responsible = du er ansvarlig for { $name }.
child-why-offered = du er spurgt, om du vil overtage ansvaret for { $name }.
child-why-authority = du arbejder i den myndighed, der har { $name }s sag.
child-why-enrolled = { $name } går hos jer.
child-why-gives-help = I giver { $name } hjælp.
child-asked-by-law = loven
child-asked-by-strategy = { $municipality }s strategi
