use rawi_actor::{Registry, mentions};
fn main() {
    let registry = Registry::built_in();
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (day, text) = line.split_once('\t').unwrap();
        let day: jiff::civil::Date = day.parse().unwrap();
        let tokens = rawi_text::tokenize(text);
        let found = mentions(registry, text, &tokens, Some(day), None);
        println!("== {day} {text}");
        for m in &found.list { println!("   {:?} {} {:?}", m.kind, m.span.of(text), m.actor); }
        for c in &found.claims { println!("   CLAIM {} | {} {:?} sure {} marks {:?} apposed {} holds {:?} -> {:?}", c.title.of(text), c.name.of(text), c.person, c.sure, c.marks, c.apposed, c.holds(registry, day, day), c.conflict(registry, day, true)); 
          for t in c.person.terms() { println!("        {} {:?} {:?} {:?} {:?}", t.position().id(), t.jurisdiction(), t.start(), t.end(), t.held(day)); } }
    }
}
