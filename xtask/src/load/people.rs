//! Who asks, and for what: people signed in through the demo's entrance, and the children they can open.

use super::http::{Address, Client};
use std::collections::{BTreeMap, BTreeSet};

/// Lists are followed over so many pages at most, to find children.
const LISTS: usize = 120;
/// So many children at most.
const CHILDREN: usize = 2_000;

/// Somebody signed in.
#[derive(Clone)]
pub(super) struct Person {
    /// The session.
    pub(super) cookie: String,
}

/// Who opens which address.
pub(super) type Visits = Vec<(Person, String)>;

/// A kind of page.
pub(super) type Page = (String, Visits);

/// What people open on a mixed day, and who writes where.
pub(super) struct Day {
    pub(super) my_day: Visits,
    pub(super) queue: Visits,
    pub(super) staircase: Visits,
    pub(super) team: Visits,
    pub(super) with_case: Visits,
    pub(super) any_child: Visits,
    /// The form of a note, for a child its writer may write about.
    pub(super) written: Visits,
    pub(super) searching: Vec<Person>,
}

/// Who is signed in, by role.
pub(super) struct People {
    address: Address,
    caseworkers: Vec<Person>,
    intake: Vec<Person>,
    leaders: Vec<Person>,
    /// Pedagogues and teachers.
    everyday: Vec<Person>,
    teachers: Vec<Person>,
}

impl People {
    /// Signs in everybody whom the entrance offers in five roles.
    pub(super) fn sign_in(address: Address) -> Result<Self, String> {
        let mut client = Client::connect(address)?;
        let entrance = client.read("/", "")?;
        let mut of = |role: &str| {
            let people = offered(&entrance, role);
            if people.is_empty() {
                return Err(format!("the entrance offers nobody as {role}: is this a demo?"));
            }
            let sign_in = |id: &String| {
                let answer = client.post("/ind", &format!("person={id}"))?;
                answer.cookie.map(|cookie| Person { cookie }).ok_or_else(|| format!("signing in was answered with {}", answer.status))
            };
            people.iter().map(sign_in).collect::<Result<Vec<_>, _>>()
        };
        let teachers = of("teacher")?;
        let everyday = [of("pedagogue")?, teachers.clone()].concat();
        Ok(Self { address, caseworkers: of("caseworker")?, intake: of("intake")?, leaders: of("team-leader")?, everyday, teachers })
    }

    /// The kinds of pages.
    pub(super) fn pages(&self) -> Result<Vec<Page>, String> {
        let by = |people: &[Person], path: &str| people.iter().map(|person| (person.clone(), path.to_owned())).collect::<Vec<_>>();
        let with_case = self.children(&["/trappen", "/boern"])?;
        let found = self.children_found()?;
        let mut pages = vec![("Min dag, a caseworker's".to_owned(), by(&self.caseworkers, "/min-dag"))];
        pages.push(("the intake queue".into(), by(&self.intake, "/modtagelsen")));
        pages.push((format!("a child with a case, {} in turn", with_case.len()), with_case));
        pages.push((format!("any child, {} in turn", found.len()), found));
        let searches = self.caseworkers.iter().enumerate().map(|(nth, person)| Ok((person.clone(), self.searched("an", nth)?)));
        pages.push(("search".into(), searches.collect::<Result<Vec<_>, String>>()?));
        pages.push(("the staircase".into(), by(&self.leaders, "/trappen")));
        pages.push(("the team".into(), by(&self.leaders, "/team")));
        pages.push(("the worries of a place".into(), by(&self.everyday, "/bekymringer")));
        pages.push(("the talks of a place".into(), by(&self.everyday, "/samtaler")));
        pages.push(("Min dag, a teacher's".into(), by(&self.teachers, "/min-dag")));
        pages.push(("the absence of a school".into(), by(&self.teachers, "/fravaer")));
        let groups = self.rounds()?;
        pages.push((format!("a round, each alone, {} in turn", groups.len()), groups.clone()));
        let together = groups.into_iter().map(|(person, round)| (person, format!("{round}/sammen"))).collect();
        pages.push(("a round, together".into(), together));
        pages.retain(|(_, visits): &Page| !visits.is_empty());
        Ok(pages)
    }

    /// The wellbeing rounds of the places where they work.
    fn rounds(&self) -> Result<Visits, String> {
        let mut client = Client::connect(self.address)?;
        let mut all = Vec::new();
        for person in &self.everyday {
            let page = client.read("/runder", &person.cookie)?;
            let is_round = |href: &String| href.strip_prefix("/runder/").is_some_and(|id| id.len() == 36);
            all.extend(links(&page).filter(is_round).map(|href| (person.clone(), href)));
        }
        Ok(all)
    }

    /// The pages of a mixed day: Min dag, the queue, the staircase, the team, children with a case and any child.
    pub(super) fn day(&self) -> Result<Day, String> {
        let by = |people: &[Person], path: &str| people.iter().map(|person| (person.clone(), path.to_owned())).collect::<Visits>();
        let with_case = self.children(&["/trappen", "/boern"])?;
        let mut client = Client::connect(self.address)?;
        let mut written = Vec::new();
        for (person, child) in &with_case {
            let form = format!("{child}/note");
            if client.ask(&form, person)?.status == 200 {
                written.push((person.clone(), form));
            }
        }
        Ok(Day {
            my_day: by(&self.caseworkers, "/min-dag"),
            queue: by(&self.intake, "/modtagelsen"),
            staircase: by(&self.leaders, "/trappen"),
            team: by(&self.leaders, "/team"),
            with_case,
            any_child: self.children_found()?,
            written,
            searching: self.caseworkers.clone(),
        })
    }

    /// The address of a search by one of the caseworkers: kept by the server, so that it holds no words.
    fn searched(&self, words: &str, nth: usize) -> Result<String, String> {
        let cookie = &self.caseworkers.get(nth).ok_or("the demo offers no caseworker")?.cookie;
        let answer = Client::connect(self.address)?.post_as("/boern/soeg", &format!("q={words}"), cookie)?;
        answer.location.ok_or_else(|| format!("a search was answered with {}", answer.status))
    }

    /// Children whom searches find, each with somebody who may open it.
    fn children_found(&self) -> Result<Visits, String> {
        let mut found = Vec::new();
        for nth in 0..self.caseworkers.len() {
            let searches = ["a", "m", "s"].map(|words| self.searched(words, nth));
            found.extend(searches.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().map(|list| (nth, list)));
        }
        self.followed(found)
    }

    /// Children that lists lead to, each with somebody in whose list it is.
    fn children(&self, lists: &[&str]) -> Result<Visits, String> {
        self.followed((0..self.caseworkers.len()).flat_map(|nth| lists.iter().map(move |list| (nth, (*list).to_owned()))).collect())
    }

    /// The lists' later pages and the lists behind the staircase's numbers included. Who may see a child follows from the record, so a child is
    /// opened only by the one it was shown to.
    fn followed(&self, mut asked: Vec<(usize, String)>) -> Result<Visits, String> {
        let mut client = Client::connect(self.address)?;
        let (mut children, mut seen) = (BTreeMap::new(), BTreeSet::new());
        while let Some((nth, list)) = asked.pop() {
            if seen.len() >= LISTS || children.len() >= CHILDREN || !seen.insert((nth, list.clone())) {
                continue;
            }
            let page = client.read(&list, &self.caseworkers[nth].cookie)?;
            for href in links(&page) {
                if is_child(&href) {
                    children.entry(href).or_insert(nth);
                } else if href.contains("efter=") || (list == "/trappen" && href.starts_with("/trappen/")) {
                    asked.push((nth, href));
                }
            }
        }
        Ok(children.into_iter().map(|(href, nth)| (self.caseworkers[nth].clone(), href)).collect())
    }
}

/// The identities of those whom the entrance offers in a role.
fn offered(entrance: &str, role: &str) -> Vec<String> {
    let of_role = entrance.split("<section").find(|section| section.contains(&format!("id=\"rolle-{role}\""))).unwrap_or_default();
    of_role.split("name=\"person\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(String::from).collect()
}

fn links(page: &str) -> impl Iterator<Item = String> {
    page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(|href| href.replace("&amp;", "&"))
}

fn is_child(href: &str) -> bool {
    href.strip_prefix("/boern/").is_some_and(|id| id.len() == 36 && id.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_children_are_found_on_pages() {
        let entrance = r#"<section class="persons"><h2 id="rolle-intake">Modtagelse</h2><input name="person" value="a"></section>
            <section><h2 id="rolle-caseworker">Rådgiver</h2><input name="person" value="b"><input name="person" value="c"></section>"#;
        assert_eq!(offered(entrance, "caseworker"), ["b", "c"]);
        assert_eq!(offered(entrance, "provider"), Vec::<String>::new());
        let child = "/boern/0f8fad5b-d9cb-469f-a165-70867728950e";
        let page = format!(r#"<a href="{child}">Bo</a><a href="/boern?soegning=b&amp;efter=x">Næste</a>"#);
        assert_eq!(links(&page).collect::<Vec<_>>(), [child, "/boern?soegning=b&efter=x"]);
        assert!(is_child(child) && !is_child("/boern/ny") && !is_child(&format!("{child}/note")));
    }
}
