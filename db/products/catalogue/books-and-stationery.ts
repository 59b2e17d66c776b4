import type { Department } from './shelf.ts'

/** Things to read and things to write with. */
export const booksAndStationery: Department = {
  name: 'Books & Stationery',
  shelves: {
    'Sea & Travel Writing': `
The Lee Shore | Windrose Press | 18.00 | 390g | BOOK-LEE-SHORE
A pilot-cutter skipper writes down forty winters in the Western Approaches, and leaves out most of the storms.
author: Morwenna Teague; pages: 296; language: English; binding = Paperback, Hardback +9.00 +180g

Slow Boat to Kotka | Windrose Press | 16.50 | 320g | BOOK-KOTKA
From Bruges to Finland by canal, coaster and one regrettable ferry.
author: Pieter Van Aelst; pages: 244; language = English, German, Dutch

Letters from the Kerguelen | Lamplight Editions | 22.00 | 410g | BOOK-KERGUELEN
A meteorologist's year on an island with no trees, posted home four times. The penguins are mentioned once.
author: Helene Brissac; pages: 278; binding: hardback

The Tide-Waiter's Daughter | Lamplight Editions | 14.50 | 280g | BOOK-TIDE-WAITER
A novel of smuggling and arithmetic, set in Fowey in 1794.
author: Ann Penhallow; pages: 332; binding = Paperback, Hardback +8.50 +190g

Nineteen Ferries | Saltmarsh Books | 15.00 | 260g | BOOK-FERRIES
One crossing to a chapter, each begun in the queue for coffee.
author: Iain Mackenzie Ross; pages: 208; binding: paperback

Walking the Watershed | Saltmarsh Books | 17.50 | 340g | BOOK-WATERSHED
Eight hundred miles along the line where a raindrop decides between two seas.
author: Judith Ardern; pages: 310; binding: paperback

A Cook at Sea | Windrose Press | 26.00 | 780g | BOOK-COOK-AT-SEA
Seventy suppers for two burners and a gimbal, sorted by how far you are heeling.
author: Tove Lindqvist; pages: 192; binding: hardback; language = English, Swedish

The Cartographer's Apology | Lamplight Editions | 19.00 | 360g | BOOK-CARTOGRAPHER
On islands that were charted, sailed to and never found: a history of honest mistakes.
author: Marcus Oyelaran; pages: 264; binding: hardback

Night Train, Window Seat | Saltmarsh Books | 14.00 | 250g | BOOK-NIGHT-TRAIN
Essays written between Vienna and everywhere else, lights off.
author: Clara Weissmann; pages: 196; language = English, German

Small Harbours of Galicia | Windrose Press | 29.00 | 690g | BOOK-GALICIA
Forty-one places to tie up and eat octopus, drawn in pen and wash.
author: Xoan Loureiro; pages: 168; binding: hardback; language = English, Spanish`,
    'Field Guides & Handbooks': `
Knots That Hold | Windrose Press | 15.90 | 310g | BOOK-KNOTS
Twenty-eight knots. The author knows four hundred and is firm about which you need.
author: Gwen Lanyon; pages: 144; binding: lay-flat

Clouds, and What Comes Next | Windrose Press | 17.00 | 290g | BOOK-CLOUDS
Hold the page against the sky, find the match, read what the next six hours will do.
author: Birgit Amdahl; pages: 128; language = English, German, Swedish

Birds of the Shoreline | Saltmarsh Books | 19.50 | 420g | BOOK-BIRDS
Every wader the way you see it: far off, grey and leaving.
author: Tom Ashworth; pages: 216; binding: flexibound

The Forager's Year | Fell & Fennel | 24.00 | 610g | BOOK-FORAGER
Twelve months of hedges and tide lines, with the poisonous ones first.
author: Rowan Kell; pages: 240; binding: hardback

Sharpening by Hand | Hinoki Works | 18.50 | 270g | BOOK-SHARPENING
From a dull chisel to a shaved forearm, on three stones and with no jig.
author: Kenji Morita; pages: 112; language = English, German, Japanese

Bread in a Wet Country | Lamplight Editions | 25.00 | 740g | BOOK-BREAD
Sourdough for kitchens where the flour is always a little damp and nobody owns a proving drawer.
author: Aoife Tierney; pages: 208; binding: hardback

Mend It Anyway | Lamplight Editions | 21.00 | 520g | BOOK-MEND
Darning, patching, soldering and gluing, with a chapter on knowing when to stop.
author: Lotte Vries; pages: 184; language = English, Dutch, German

Stars for the Bare Eye | Windrose Press | 16.00 | 300g | BOOK-STARS
A chart for each month and one story for each chart.
author: Yusuf Demirel; pages: 136; binding: lay-flat

The Allotment Diary | Fell & Fennel | 14.90 | 350g | BOOK-ALLOTMENT
Half handbook, half blank page: five years of sowing on one spread, so that you can see last time's mistake.
author: Harriet Garth; pages: 200; binding: hardback

Tracks and Signs | Saltmarsh Books | 13.50 | 210g | BOOK-TRACKS
Prints at life size. Put the book down beside the mud and turn pages until they agree.
author: Petra Novak; pages: 96; binding: waterproof`,
    Notebooks: `
Pocket Notebook | Verso Mill | 4.90 | 60g | NOTEBOOK-POCKET
Sewn through the fold, rounded at the corner and thin enough to be sat on.
pages: 64; format: A6; paper: 90 gsm; ruling = Plain, Ruled, Dotted; cover = Kraft, Navy, Red

Field Notes in Stone Paper | Verso Mill | 7.80 | 90g | NOTEBOOK-STONE
Write on it in the rain, with a pencil, under water if it comes to that.
pages: 80; format: A6; ruling = Plain, Grid

Clothbound Journal | Verso Mill | 19.50 | 420g | JOURNAL-CLOTH
Takes fountain ink without a shadow and opens flat on the first day.
pages: 192; format: A5; paper: 100 gsm; ruling = Plain, Ruled, Dotted; cloth = Slate, Ochre, Moss

Reporter's Pad | Verso Mill | 5.60 | 140g | PAD-REPORTER
Wire at the top, board at the back, a margin for doubts.
pages: 120; format: 100 x 200 mm; ruling: ruled

Leather Traveller's Cover | Ropewalk | 48.00 | 180g | COVER-TRAVELLER
One piece of bridle leather, one elastic, three notebooks. Scratches are how it learns your handwriting.
material: leather; format = A6, A5 +16.00 +90g; colour = Tan, Black, Oxblood

Watercolour Block | Verso Mill | 27.00 | 480g | WATERCOLOUR
Glued on four sides, so that the sheet dries flat; a palette knife frees it.
paper: cotton, 300 gsm; sheets: 20; size = 15 x 21 cm, 23 x 31 cm +15.00 +520g; surface = Cold Pressed, Rough

Sketchbook | Verso Mill | 14.80 | 390g | SKETCHBOOK
Off-white paper with a tooth, for graphite and for changing your mind.
pages: 128; paper: 150 gsm; format = A5, A4 +7.00 +400g

Graph Paper Pad | Verso Mill | 8.90 | 310g | PAD-GRAPH
Fifty sheets in a blue that photocopiers ignore.
sheets: 50; format: A4; grid = 1 mm, 5 mm

Five-Year Diary | Lamplight Editions | 32.00 | 560g | DIARY-FIVE-YEAR
Six lines a day and five years to a page. By the third you are reading more than you write.
pages: 376; format: 12 x 17 cm; colour = Bottle, Claret

Weekly Desk Diary | Lamplight Editions | 22.50 | 480g | DIARY-WEEKLY
A week on the left, the rest of life on the right.
pages: 144; format: A5; year: 2027; colour = Navy, Rust, Black

Music Manuscript Book | Verso Mill | 9.60 | 260g | BOOK-MANUSCRIPT
Twelve staves, generous between them, on paper that survives an eraser.
pages: 64; format: A4

Recipe Ledger | Lamplight Editions | 24.00 | 640g | LEDGER-RECIPE
Wipe-clean cover, an index you fill in yourself, a pocket for what was torn from magazines.
pages: 220; format: 19 x 25 cm`,
    'Pens & Ink': `
School Fountain Pen | Graufuchs | 24.00 | 22g | PEN-SCHOOL
Triangular where three fingers meet it. Everybody's first proper pen and several people's last.
nib: steel; filling: cartridge; width = Fine, Medium; colour = Navy, Red, Black

Brass Pocket Fountain Pen | Aldous | 64.00 | 38g | PEN-BRASS
Short as a lipstick until the cap goes on the back.
material: brass; nib: steel; width = Fine, Medium, Broad

Piston Fountain Pen | Graufuchs | 138.00 | 27g | PEN-PISTON
Drinks from the bottle and shows through a window how much it has had.
nib: gold, 14 carat; width = Extra Fine, Fine, Medium, Broad

Drafting Pencil | Graufuchs | 19.80 | 19g | PENCIL-DRAFTING
Knurled, nickelled and balanced a little towards the point.
material: brass; lead = 0.5 mm, 0.7 mm, 2 mm

Cedar Pencils, Box of Twelve | Graufuchs | 14.40 | 70g | PENCILS-CEDAR
Incense cedar sharpens in one long curl. The box smells the way September used to.
pieces: 12; grade = HB, 2B, 4B

Carpenter's Pencils | Harrow Forge | 5.20 | 45g | PENCILS-CARPENTER
Flat, so that they stay on the roof.
pieces: 3; colour: Red

Bottled Ink | Graufuchs | 13.50 | 160g | INK-BOTTLED
Mixed in small vats, lightfast where it matters, in a bottle that tips for the last drop.
volume: 50 ml; colour = Blue Black, Sepia, Bottle Green, Oxblood, Graphite

Iron Gall Ink | Graufuchs | 16.90 | 160g | INK-IRON-GALL
Goes on grey and turns black while you watch. Registrars and worriers prefer it, since it never comes off.
volume: 50 ml

Dip Pen Set | Graufuchs | 21.00 | 60g | PEN-DIP
A holder and six nibs, from map-maker's whisper to shop-sign.
pieces: 7

Brush Pen | Hinoki Works | 12.80 | 18g | PEN-BRUSH
Synthetic sable that comes back to a point, with ink that will not move under a wash.
colour = Black, Grey, Sepia

Ballpoint in Anodised Aluminium | Aldous | 29.00 | 24g | BALLPOINT
A click you will not tire of. Your colleagues may.
material: aluminium; refill: G2; colour = Silver, Ink, Copper, Black

Pencil Sharpener | Aldous | 9.50 | 28g | SHARPENER
One block of brass, two holes, a spare blade in the tin.
material: brass

Kneaded Eraser | Graufuchs | 2.90 | 20g | ERASER-KNEADED
Lifts graphite instead of rubbing it in, and passes the time in meetings.
colour: Grey`,
    'On the Desk': `
Letter-Writing Set | Verso Mill | 26.50 | 410g | LETTER-SET
Twenty-five sheets, twenty-five envelopes and one ruled guide to put underneath and deny.
paper: laid, 120 gsm; colour = White, Cream, Grey

Airmail Envelopes | Verso Mill | 6.40 | 90g | ENVELOPES-AIRMAIL
Striped at the edge, blue inside and light enough to make a stamp feel clever.
pieces: 25; format: C6

Sealing Wax | Aldous | 11.50 | 85g | WAX-SEALING
Three sticks with a wick, soft enough to survive the sorting machine.
pieces: 3; colour = Scarlet, Bottle, Black

Brass Ruler | Aldous | 18.00 | 70g | RULER-BRASS
Etched, not printed: it will still say thirty centimetres to your grandchildren.
material: brass; length = 15 cm, 30 cm +9.00 +75g

Oak Pen Tray | Tradewind | 28.00 | 290g | TRAY-PEN
Milled from one board, with a groove for the pen you keep losing.
material = Oak, Walnut +6.00

Desk Blotter | Ropewalk | 74.00 | 860g | BLOTTER-DESK
Bridle leather over board, with paper corners you can refill.
material: leather; size: 60 x 40 cm; colour = Tan, Black

Paper Knife | Odenholt | 32.00 | 80g | KNIFE-PAPER
Bills open as neatly as love letters.
material: stainless steel; handle: birch; length: 20 cm

Washi Tape Trio | Hinoki Works | 8.70 | 55g | TAPE-WASHI
Tears straight, peels clean, forgives.
pieces: 3; pattern = Waves, Pines, Plain

Bulldog Clips | Aldous | 6.80 | 120g | CLIPS-BULLDOG
Six grips of sprung steel with a hole for the nail.
pieces: 6; finish = Steel, Brass +1.60

Linen Pinboard | Tradewind | 39.50 | 1400g | PINBOARD
Cork behind flax, framed in oak. Pinholes close up and intentions stay visible.
material: cork and linen; size = 45 x 60 cm, 60 x 90 cm +22.00 +1300g`,
  },
}
