"""Given names by which a line that nothing marks is told for a person's, in lower case and plain.

The common ones of the countries whose papers print English, German, French, Spanish, Russian,
Polish, Italian, Portuguese, Dutch, Turkish and the Nordic languages, from general knowledge. A
name that is missing costs an unmarked author here and there; a word that is no name (Will, Mark,
Rose at the head of a sentence) must not be decided by this list alone.
"""

GIVEN_NAMES = frozenset(
    """
    aaron abbie abby abdul abdullah abigail abraham achim ada adalbert adam adele adeline aditi
    aditya adriaan adrian adriana adriano adrienne agata agathe agnes agnieszka agustin ahmad
    ahmed aidan aiden aileen aimee aisha akash akira akshay alain alan alana alasdair alba
    albert alberto albrecht aldo alec alejandra alejandro aleks aleksander aleksandra alena
    alessandra alessandro alessia alex alexa alexander alexandra alexandre alexandria alexei
    alexey alexis alfie alfons alfred alfredo ali alice alicia alicja alina aline alisa alisha
    alison alistair alla allan allegra allen allison alois althea alvaro alvin alyssa amanda
    amandine amara amaury amber amelia amelie amina amir amit amos amy ana anand ananya
    anastasia anders andre andrea andreas andreea andrei andres andrew andrey andrzej andy
    aneta anette angela angelika angelina angelo angie angus anika anil anita anja anjali anke
    ann anna annabel annabelle annalisa anne annegret annelie annemarie annett annette annie
    annika ansel ansgar anthony antje antoine anton antonella antonia antonin antonio anuj anya
    apostolos april archie ariana ariane arianna ariel arjen arjun arkadiusz arlene armando
    armin arnaud arnd arne arno arnold artem arthur artur arturo arun arvind arya ash asher
    ashlee ashleigh ashley ashok ashton asif astrid aubrey aude audra audrey august augustin
    augusto aurelie aurora austin ava avery axel axelle ayesha ayla ayse aziz babette bailey
    barbara barney barry bart bartosz bastian beata beate beatrice beatriz becca becky belinda
    ben bence benedetta benedict benedikt benita benjamin benno benny benoit berit bernadette
    bernard bernd bernhard bert bertram bertrand beth bethany betsy bettina betty beverly
    bianca bill billy birgit birgitta birte bjorn blair blake bob bobby bonnie boris boyd brad
    braden bradley brady brandi brandon brandy breanna brenda brendan brenna brent brett brian
    briana brianna bridget brigid brigitte brittany brody bronwyn brooke bruce bruna bruno
    bryan bryce brynn burak burkhard byron caitlin caleb callie callum calvin cameron camila
    camilla camille can candace candice cara carina carl carla carlo carlos carlton carly
    carmela carmen carol carola carole carolin carolina caroline carolyn carrie carson carsten
    carter casey cassandra cassidy cassie catalina caterina catharina catherine cathy cecile
    cecilia cecily cedric celeste celia celine cem cesar chad chantal charlene charles charlie
    charlotte chelsea cheryl chiara chloe chris christa christel christian christiane christie
    christina christine christof christoffer christoph christophe christopher christos christy
    chuck ciara cindy claire clara clarissa clark claude claudette claudia claudio claus
    clemens clement clifford clint clive cody colby colette colin colleen collin connie connor
    conor conrad constanze cora cordula corey corina corinna corinne cornelia cory cosima
    courtney craig cristian cristiana cristiano cristina cristobal curt curtis cynthia cyril
    czeslaw dagmar daisy dale dalton damian damien dan dana dane daniel daniela daniele
    daniella danielle daniil danika danny danuta daphne dara darcy darek daria darian dario
    darius dariusz darja darla darlene darrell darren darryl daryl dave david davide dawid dawn
    dean deanna debbie deborah debra declan deepak deepika deirdre delia delphine denis denise
    dennis derek derrick desmond destiny detlef detlev devin devon diana diane didier diego
    dieter dietmar dietrich dilip dimitri dimitris dina dinah dinesh dirk divya dmitri dmitriy
    dmitry doina dolores domenico dominic dominik dominika dominique don donald donata
    donatella donna donovan dora doreen dorian doris dorota dorothea dorothee dorothy doug
    douglas drew duane duncan dustin dwight dylan ebru eckhard eckhart ed eddie edgar edie
    edith edmund edna edoardo eduard eduardo edward edwin effie egon eileen ekaterina ekkehard
    elaine eleanor elena eleni eleonora elfi eli elia elias elif elijah elisa elisabeth elise
    elisha elizabeth elke ella ellen ellie elliot elliott elmar eloise elsa elsie elton elvira
    emanuel emanuele emerson emery emil emile emilia emilie emilio emily emine emma emmanuel
    emmanuelle emmett emre engin enric enrico enrique enzo erhard eric erica erich erik erika
    erin ernest ernesto ernie ernst erwin esme esteban estelle esther ethan ethel etienne eugen
    eugene eugenia eugenio eunice eva evan evelin eveline evelyn evgeny ewa ezra fabian fabien
    fabienne fabio fabrice fabrizio faith farah fatima fatma federica federico felicia
    felicitas felicity felipe felix ferdinand fernanda fernando filip filippo finn fiona flavia
    flavio flora florence florent florian floyd fran frances francesca francesco francine
    francis francisca francisco franck franco francois francoise frank frankie franz franziska
    fred freddie freddy frederic frederick frederik frederike frida frieder friederike
    friedhelm friedrich fritz gabby gabe gabor gabriel gabriela gabriele gabriella gabrielle
    gail galina gareth garrett garry gary gaston gautam gavin gayle gemma genevieve geoff
    geoffrey georg george georgia georgie georgina georgios gerald geraldine gerard gerd gerda
    gerhard germain gero gerrit gert gertrud gia giacomo gianluca gianna gianni gideon gilbert
    gilles gillian gina gino giorgia giorgio giovanna giovanni gisela giselle giulia giuliano
    giulio giuseppe gladys glen glenda glenn gloria gonzalo gordon grace gracie graeme graham
    greg gregg gregor gregory greta gretchen griffin grigory grzegorz guenter guenther guido
    guillaume guillermo gulsen gunnar gunter gunther gus gustav gustavo guy gwen gwendolyn
    hailey hakan haley halina hallie hamish hamza hank hanna hannah hannes hanno hans harald
    hari harish harold harriet harrison harry hartmut harvey hasan hassan hattie hayden hayley
    hazel heather hector hedwig heide heidi heike heiko heinrich heinz helen helena helene
    helga helge helmut hendrik henk henning henri henrietta henriette henrik henry herbert
    heribert herman hermann hernan hilary hilda hilde holger holly horst howard hubert hugh
    hugo hugues hussein ian ibrahim ida ignacio igor ilana ilaria ildiko ilja ilka ilona ilse
    ilya imani imke imogen imran ina ines inga inge ingeborg ingmar ingo ingrid inken ioana
    ioannis ira irena irene irina iris irma irving isaac isabel isabell isabella isabelle
    isaiah isla ismail isobel istvan ivan ivana ivo iwona izabela jace jack jackie jackson
    jaclyn jacob jacqueline jacques jada jaden jai jaime jake jakob jakub jamal james jamie jan
    jana janae jane janelle janet janice janine janos janusz jared jarek jaroslaw jarrod jasmin
    jasmine jason jasper javier jay jayden jayne jean jeanette jeanne jeannette jeannie jed
    jeff jeffery jeffrey jemma jen jenna jennie jennifer jenny jens jeremiah jeremy jeri
    jermaine jerome jerry jerzy jesper jess jesse jessica jessie jesus jill jillian jim jimmy
    jo joachim joan joana joann joanna joanne joao jocelyn jochen jodi jodie jody joe joel
    joelle joerg joern joey johan johann johanna johannes john johnathan johnny johnson jolanta
    jolene jon jonah jonas jonathan jonathon joost jordan jordi jordyn jorg jorge jorn jose
    josef josefina joseph josephine josh joshua josie jost joyce juan juanita judith judy juha
    jules julia julian juliana juliane julianne julie julien juliet juliette julio julius june
    jurgen justin justine justyna jutta kai kaitlin kaitlyn kaja kamil kara kareem karen kari
    karim karin karina karine karl karla karolin karolina karoline karsten kasia kaspar kat
    katarina katarzyna kate katelyn katerina katharina katharine katherine kathleen kathrin
    kathryn kathy katie katja katrin katrina kavita kay kaye kayla kazimierz keegan keira keith
    kelley kelli kellie kelly kelsey ken kendall kendra kenneth kenny keri kerry kerstin kevin
    khaled khalid kiara kieran kilian kim kimberly kira kirill kirk kirsten kirstie kirstin
    kirsty kitty klara klaus knut konrad konstantin konstantinos kris krista kristen kristi
    kristian kristie kristin kristina kristine kristof kristy krystal krystyna krzysztof kumar
    kurt kyle kylie kyra lacey laila lakshmi lamar lance lara larissa larry lars laszlo latoya
    laura laure laurel lauren laurence laurent laurie lawrence layla lea leah leander leanne
    lee leena leif leigh leila lena lennart lenny leo leon leona leonard leonardo leonid leonie
    leonora leopold leroy lesley leslie lester leszek leticia levi lewis lexi liam lidia lila
    lilia lilian liliana lilli lillian lilly lily lina linda lindsay lindsey linn linus lionel
    lisa lisbeth livia liz liza lizzie lloyd logan loic lois lola lora loren lorena lorenz
    lorenzo loretta lori lorna lorraine lothar lou louis louisa louise luc luca lucas lucia
    luciana luciano lucie lucien lucille lucinda lucy ludger ludmila ludovic ludwig luigi luis
    luisa luise luiz luka lukas lukasz luke lutz lydia lyle lynda lynette lynn lynne mabel
    maciej mackenzie maddie madeleine madeline madelyn madison mads magda magdalena maggie
    magnus mahmoud maia maik maike maisie maja malcolm malgorzata mallory malte mandy manfred
    manish manoj manuel manuela mara marc marcel marcela marcella marcello marcelo marcia
    marcin marco marcos marcus marek margaret margarete margarita margie margit margot margret
    maria mariah mariam marian mariana marianne mariano maribel maricela marie mariella
    marietta marija marika marilyn marina mario marion marisa marissa marit marius mariusz
    mariya marjorie mark marko markus marla marlene marlies marlon marsha marta martha marthe
    martijn martin martina martine marty marvin mary maryam maryann masha massimo mate mateo
    mateusz mathew mathias mathieu mathilde matias matilda matt matteo matthew matthias
    matthieu mattia maud maura maureen maurice mauricio maurizio mauro mavis max maxim maxime
    maximilian maxine maxwell maya meagan mechthild meera meg megan meghan mehmet mei meike
    meinhard mel melanie melinda melissa melvin mercedes meredith merle mia micah michael
    michaela michail michal micheal michel michela michele michelle mick miguel mihai mikael
    mikayla mike mikhail miklos mila milan mildred milena millie milo milton mina mindy minnie
    mira miranda mirco miriam mirjam mirko miroslav miroslaw mitch mitchell mohamed mohammad
    mohammed moira molly mona monica monika monique morgan moritz morten moses muhammad murat
    muriel murray mustafa myles myra myriam myrtle nadia nadine nadja nancy naomi nasreen
    nastasia nastya natalia natalie natalya natascha natasha nate nathalie nathan nathaniel
    neal ned neha neil nele nellie nelson nevena nicholas nick nicklas nico nicola nicolas
    nicole niels nigel nikhil nikita nikki niklas niko nikola nikolai nikolaj nikolaos nikolas
    nikolaus nikolay nils nina nino nisha nita noah noam noel noelle noemi nolan nora norbert
    noreen norma norman norris nuno octavia octavio oda odette okan olaf ole oleg olena olga
    olive oliver olivia olivier ollie olya omar ophelia orla orlando oscar oskar oswald otto
    owain owen pablo paige pam pamela paola paolo pascal pascale pat patrice patricia patricio
    patrick patrik patrizia patryk patsy patti patty paul paula paulette paulina pauline paulo
    pavel pawel pedro peggy penelope penny per percy perry peter petr petra petros phil philip
    philipp philippa philippe phillip phoebe phyllis pia pierce pierre piers pieter pietro
    pilar piotr polly poppy prakash preston prisca priscilla priya przemyslaw quentin quincy
    quinn rachael rachel radoslaw radu rafael rafaela rafal rafe raffaele raffaella rahul
    raimund raina rainer raj rajesh rajiv ralf ralph ramesh ramon ramona randall randy raphael
    raquel rashid raul ravi ray raymond reagan rebecca rebekah rebekka reese regina reginald
    reiner reinhard reinhold remi renata renate renato rene renee reto reuben rhiannon rhonda
    ricarda ricardo riccardo richa richard rick ricky rikki riley rita rob robbie robert
    roberta roberto robin robyn rocco rochelle rocio rod roderick rodney rodolfo rodrigo roger
    rohan rohit roland rolf romain roman romina ron ronald ronan ronja ronnie ronny rory rosa
    rosalie rosalind rosanna rosario roseanne roselyn rosemary rosie ross roswitha roxanne roy
    ruben rudi rudolf rudolph rudy rufus rui rupert russ russell ruth ryan sabina sabine
    sabrina sadie sally salma salman salvador salvatore sam samantha samir sammy samuel sandeep
    sandra sandrine sandro sandy sanjana sanjay santiago sara sarah sascha sasha saskia saul
    scott sean sebastian sebastiano sebastien selena selim selina selma serena serge sergei
    sergej sergey sergio seth severin shana shane shania shannon shari sharon shaun shauna
    shawn shawna sheena sheila shelby sheldon shelley shelly sheri sherri sherry sheryl shirley
    shreya sibylle sid sidney siegfried sigrid silas silja silke silvana silvia silvio simon
    simona simone sina siobhan sofia sofie soledad solene solveig sonia sonja sonke sonya
    sophia sophie soren spencer stacey stacie stacy stan stanislav stanislaw stanley stefan
    stefania stefanie stefano steffen steffi stella sten steph stephan stephane stephanie
    stephen steve steven stewart stine stuart sue suki suleyman sunil suresh susan susana
    susann susanna susannah susanne susie suzanna suzanne suzy sven svenja svetlana sybil
    sybille sylvain sylvester sylvia sylvie sylwia szymon tabea tabitha tadeusz tamara tammy
    tania tanja tanya tara taras tarek tariq tasha tatiana tatjana tatyana taylor ted teresa
    teri terrance terrence terri terry tess tessa thea thelma theo theodor theodore theresa
    therese theresia thibault thierry thilo thomas thorben thorsten tiago tiana tiffany tilda
    till tillmann tilman tim timo timothy tina tino tobias tobin toby todd tom tomas tomasz
    tommaso tommy toni tony tonya torben tori torsten tracey traci tracie tracy travis trent
    trevor tricia trina trish trisha tristan trond troy trudy tyler tyrone udo ugo ulf uli ulla
    ulrich ulrike umberto urs ursula urszula uta ute uwe vadim val valentin valentina valeria
    valerie valery valeska vanessa vasily vaughn vera verena vernon veronica veronika veronique
    vicente vicki vickie vicky victor victoria vijay vikas vikram viktor viktoria vince vincent
    vincenzo viola violet virgil virginia vitaly vito vittoria vittorio vivek vivian viviana
    viviane vivien vivienne vlad vladimir volker volkmar waldemar wallace walter wanda warren
    wayne wendell wendy werner wes wesley whitney wiebke wieland wieslaw wilfred wilfried
    wilhelm wilko will willa willem william willie willy wilma winfried winifred winnie
    wladimir wojciech wolf wolfgang wolfram wyatt xander xavier ximena yann yannick yasmin
    yasmine yolanda yulia yuri yusuf yves yvette yvonne zach zachary zack zane zbigniew zelda
    zeynep zoe zoey zofia zoltan zuzana zygmunt аглая александр александра алексей алена алина
    алиса алла альберт анастасия анатолии андреи анжелика анна антон антонина аркадии арсении
    артем артур борис вадим валентин валентина валерии валерия варвара василии вера вероника
    виктор виктория виталии владимир владислав всеволод вячеслав галина геннадии георгии герман
    глеб григории дарья денис диана дмитрии евгении евгения егор екатерина елена елизавета
    жанна зинаида зоя иван игорь илья инна иосиф ирина карина кирилл клавдия константин ксения
    лариса лев леонид лидия любовь людмила маргарита марина мария марк матвеи михаил надежда
    наталия наталья никита николаи нина оксана олег олеся ольга павел петр полина раиса ринат
    роман руслан светлана семен сергеи софия софья станислав степан тамара татьяна тимофеи
    тимур ульяна федор эдуард эльвира юлия юрии яков яна ярослав
    """.split()
)
