import type { Department } from './shelf.ts'

/** Clothes for weather, cut to be repaired. */
export const clothing: Department = {
  name: 'Clothing',
  shelves: {
    Knitwear: `
Guernsey Sweater | Tarn Mill | 128.00 | 720g | GUERNSEY
Worsted wool spun hard and knitted tight, the same front and back so that you can dress in the dark.
material: wool; fit: close; colour = Navy, Oatmeal; size = XS, S, M, L, XL, XXL

Cable Jumper | Tarn Mill | 149.00 | 860g | JUMPER-CABLE
Undyed wool with the lanolin left in it. Rain beads, dogs approve.
material: wool; colour = Ecru, Charcoal; size = S, M, L, XL

Lambswool Crew Neck | Tarn Mill | 89.00 | 380g | CREW-LAMBSWOOL
The one to wear under a jacket or over a bad mood.
material: lambswool; colour = Moss, Rust, Ink; size = S, M, L, XL

Merino Roll Neck | Tarn Mill | 98.00 | 340g | ROLL-NECK
Fine enough for a meeting, warm enough for the ferry after it.
material: merino wool; colour = Black, Sea Green, Claret; size = S, M, L, XL

Shawl Cardigan | Tarn Mill | 164.00 | 1020g | CARDIGAN-SHAWL
Horn buttons, deep pockets and a collar that turns up to the ears.
material: lambswool; colour = Oatmeal, Navy; size = S, M, L, XL

Fisherman's Rib Vest | Tarn Mill | 79.00 | 310g | VEST-RIB
Leaves the arms free for hauling, planing or the washing-up.
material: wool; colour = Navy, Moss; size = S, M, L, XL

Fair Isle Yoke | Tarn Mill | 176.00 | 620g | JUMPER-FAIR-ISLE
Eleven colours, no two rows alike, knitted in the round by people who can talk meanwhile.
material: Shetland wool; size = S, M, L, XL

Children's Guernsey | Tarn Mill | 68.00 | 360g | GUERNSEY-CHILD
Knitted with a spare cuff to let down when the arms outrun it.
material: wool; colour = Navy, Red; size = 2 years, 4 years, 6 years, 8 years`,
    'Oilskins & Jackets': `
Classic Oilskin Smock | Skerry & Hale | 139.00 | 940g | SMOCK-OILSKIN
Pulled on over the head with nothing at the front to leak. Seams are taped; the hood has a peak that you can actually see under.
material: PU-coated cotton; waterproof: 8000 mm; colour = Yellow, Navy; size = S, M, L, XL

Offshore Jacket | Skerry & Hale | 398.00 | 1350g | JACKET-OFFSHORE
High collar, fleece at the chin, cuffs within cuffs. It was drawn by someone who was wet at the time.
material: three-layer nylon; waterproof: 20000 mm; colour = Red, Black; size = S, M, L, XL, XXL

Offshore Salopettes | Skerry & Hale | 289.00 | 1100g | SALOPETTES
Reinforced where one sits and kneels, with a drop seat that works in gloves.
material: three-layer nylon; waterproof: 20000 mm; size = S, M, L, XL, XXL

Waxed Field Jacket | Skerry & Hale | 229.00 | 1480g | JACKET-WAXED
Six ounces of wax to the yard, a corduroy collar and a pocket at the back for the newspaper or the pheasant.
material: waxed cotton; lining: cotton tartan; colour = Olive, Navy; size = S, M, L, XL, XXL

Chore Jacket | Ropewalk | 118.00 | 780g | JACKET-CHORE
Three patch pockets, five buttons and no secrets.
material: cotton drill; colour = French Blue, Ecru, Black; size = S, M, L, XL

Pea Coat | Skerry & Hale | 268.00 | 1900g | COAT-PEA
Melton so dense that wind gives up and goes round. Anchors on the buttons, hand-warmers behind them.
material: wool melton; colour: Navy; size = S, M, L, XL

Duffle Coat | Skerry & Hale | 289.00 | 2050g | COAT-DUFFLE
Toggles made for mittens and a hood made for a cap.
material: wool; colour = Camel, Navy; size = S, M, L, XL

Quilted Liner | Corrie | 112.00 | 390g | LINER-QUILTED
Zips into the field jacket, or goes to the shop on its own.
material: recycled polyester; colour = Olive, Ink; size = S, M, L, XL

Packable Rain Shell | Corrie | 134.00 | 260g | SHELL-RAIN
Folds into its own pocket and comes out again when the forecast does not.
material: ripstop nylon; waterproof: 10000 mm; colour = Slate, Ember, Pine; size = S, M, L, XL

Down Gilet | Ostrand | 148.00 | 290g | GILET-DOWN
Warm in the middle, where it counts.
fill: 700 fp goose down; colour = Ink, Rust; size = S, M, L, XL`,
    'Shirts & Trousers': `
Breton Top | Ropewalk | 49.00 | 260g | BRETON
Twenty-one white stripes and twenty blue, as the decree of 1858 has it.
material: cotton jersey; stripe = Navy, Red; size = XS, S, M, L, XL, XXL

Brushed Flannel Shirt | Ropewalk | 74.00 | 340g | SHIRT-FLANNEL
Gathered at the yoke so that you can swing an axe, or a toddler.
material: cotton flannel; check = Forest, Ember, Slate; size = S, M, L, XL

Chambray Work Shirt | Ropewalk | 68.00 | 280g | SHIRT-CHAMBRAY
Triple-stitched, pencil slot in the left pocket, faded by you rather than by a machine.
material: cotton; colour: Indigo; size = S, M, L, XL, XXL

Linen Grandad Shirt | Tarn Mill | 82.00 | 220g | SHIRT-LINEN
No collar, no ironing and no hurry.
material: linen; colour = White, Sky, Olive; size = S, M, L, XL

Heavy Cotton T-Shirt | Tradewind | 32.00 | 240g | TEE-HEAVY
Two hundred and forty grams of loopwheeled jersey, which is to say that it keeps its neck.
material: organic cotton; colour = White, Navy, Moss; size = S, M, L, XL

Merino Base Layer | Ostrand | 76.00 | 210g | BASE-MERINO
Worn for six days on Hardangervidda by a man who then took the train.
material: merino wool; colour = Ink, Rust; size = S, M, L, XL

Waxed Canvas Trousers | Ropewalk | 112.00 | 760g | TROUSERS-CANVAS
Double at the knee, gusseted where the fence catches you.
material: waxed canvas; waist = 30, 32, 34, 36, 38; leg: 34

Moleskin Trousers | Garth & Sons | 98.00 | 690g | TROUSERS-MOLESKIN
Cotton shorn until it feels like something with whiskers. Quiet in a hide and warm in a pew.
material: cotton moleskin; colour = Lovat, Stone; waist = 30, 32, 34, 36, 38

Deck Shorts | Skerry & Hale | 59.00 | 320g | SHORTS-DECK
Quick to dry, slow to tear, padded if you ask the seat politely.
material: cotton and nylon; colour = Stone, Navy; waist = 30, 32, 34, 36, 38

Fisherman's Trousers | Ropewalk | 64.00 | 410g | TROUSERS-FISHERMAN
Wrap, fold, tie. One size has fitted everybody so far.
material: cotton; colour = Indigo, Black, Olive

Bib Overalls | Garth & Sons | 108.00 | 880g | OVERALLS
A pocket for the rule, one for the phone and a loop for the hammer you do not have.
material: cotton drill; colour = Indigo, Ecru; size = S, M, L, XL`,
    'Hats, Gloves & Socks': `
Watch Cap | Tarn Mill | 29.00 | 85g | CAP-WATCH
Ribbed, folded twice, pulled down to the eyebrows at four in the morning.
material: lambswool; colour = Navy, Oatmeal, Rust, Bottle, Black

Sou'wester | Skerry & Hale | 36.00 | 190g | SOUWESTER
Long behind, short in front, tied under the chin. Nothing better has been thought of.
material: PU-coated cotton; colour = Yellow, Navy; size = S/M, L/XL

Greek Fisherman's Cap | Skerry & Hale | 48.00 | 140g | CAP-FISHERMAN
Braid above a short peak. It suits more people than dare.
material: wool; size = 56 cm, 58 cm, 60 cm, 62 cm

Wide-Brim Sun Hat | Tallgrass | 44.00 | 110g | HAT-SUN
Stows flat, opens round and has a cord for the headland.
material: cotton canvas; protection: UPF 50; colour = Sand, Olive; size = S/M, L/XL

Toquilla Straw Hat | Tallgrass | 78.00 | 90g | HAT-STRAW
Woven in Ecuador, in the cool hours, from leaves split with a thumbnail.
material: toquilla straw; size = 56 cm, 58 cm, 60 cm

Fingerless Mitts | Tarn Mill | 26.00 | 60g | MITTS
For pipe smokers, typists and people who untie knots in January.
material: lambswool; colour = Charcoal, Moss, Rust

Sailing Gloves | Skerry & Hale | 34.00 | 95g | GLOVES-SAILING
Doubled across the palm, open at two fingers for shackles.
material: synthetic suede; size = S, M, L, XL

Deerskin Work Gloves | Garth & Sons | 46.00 | 150g | GLOVES-DEERSKIN
Soft from the first day, and washable, which leather rarely admits.
material: deerskin; size = S, M, L, XL

Lambswool Scarf | Tarn Mill | 54.00 | 170g | SCARF-LAMBSWOOL
Two metres, because once round the neck is not enough.
material: lambswool; size: 30 x 200 cm; pattern = Navy, Rust, Herringbone, Black Watch

Cotton Neckerchief | Ropewalk | 16.00 | 40g | NECKERCHIEF
Wipes spectacles, straps thumbs and looks like you meant it.
material: cotton; size: 55 x 55 cm; colour = Red, Indigo, Ochre

Boot Socks | Tarn Mill | 22.00 | 120g | SOCKS-BOOT
Terry underfoot and a rib that stays up without leaving a ring.
material: merino wool; colour = Charcoal, Oatmeal, Bottle; size = 36 to 39, 40 to 43, 44 to 47

Everyday Socks, Three Pairs | Tradewind | 27.00 | 160g | SOCKS-EVERYDAY
All the same, so that the third one you find is always a match.
material: organic cotton; colour = Navy, Grey; size = 36 to 39, 40 to 43, 44 to 47`,
    Footwear: `
Deck Shoes | Skerry & Hale | 119.00 | 760g | SHOES-DECK
Siped soles that grip wet teak, rawhide laces that come undone precisely as tradition demands.
material: leather; colour = Tan, Navy; size = 38, 39, 40, 41, 42, 43

Short Sea Boots | Skerry & Hale | 74.00 | 1250g | BOOTS-SEA
Natural rubber to mid-calf, with a heel to kick the other one off.
material: natural rubber; colour: Navy; size = 37, 38, 39, 40, 41, 42, 43, 44, 45

Wellington Boots | Garth & Sons | 89.00 | 1900g | WELLINGTONS
Eleven pieces of rubber laid up by hand. They stand in the hall like two patient relatives.
material: natural rubber; colour: Olive; size = 37, 38, 39, 40, 41, 42, 43, 44, 45, 46

Leather Walking Boots | Corrie | 239.00 | 1480g | BOOTS-WALKING
One piece of leather, one seam at the heel, resoled as often as you like.
material: waxed nubuck; sole: stitched; size = 38, 39, 40, 41, 42, 43, 44, 45

Canvas Plimsolls | Tradewind | 49.00 | 620g | PLIMSOLLS
White for about an hour.
material: cotton canvas; colour = White, Navy; size = 38, 39, 40, 41, 42, 43

Felt Slippers | Tarn Mill | 58.00 | 340g | SLIPPERS-FELT
Felted in one piece on a wooden last, leather under the sole so that the postman may be answered.
material: wool felt; colour = Grey, Rust; size = 37, 39, 41, 43, 45

Wool Insoles | Tarn Mill | 12.90 | 60g | INSOLES-WOOL
A centimetre of sheep between you and February.
material: wool felt; size = 36 to 39, 40 to 43, 44 to 47

Boot Dubbin | Garth & Sons | 9.80 | 130g | DUBBIN
Tallow, beeswax and patience: rub it in warm, wipe it off cold.
volume: 100 ml; colour = Neutral, Black, Brown`,
  },
}
