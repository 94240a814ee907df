// java -cp … Make.java PROOF ASKED OUT: the corrections written by PDFBox.
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationTextMarkup;

public class Make {
    public static void main(String[] given) throws Exception {
        try (PDDocument file = PDDocument.load(new File(given[0]))) {
            PDPage page = file.getPage(0);
            PDAnnotationMarkup last = null;
            for (String row : Files.readAllLines(Path.of(given[1]))) {
                String[] one = row.split("\t", -1);
                float[] at = new float[4];
                for (int n = 0; n < 4; n++) at[n] = Float.parseFloat(one[n + 1]);
                PDAnnotationMarkup made;
                if (one[0].equals("StrikeOut") || one[0].equals("Highlight")) {
                    PDAnnotationTextMarkup marked = new PDAnnotationTextMarkup(one[0]);
                    marked.setQuadPoints(new float[] {
                        at[0], at[3], at[2], at[3], at[0], at[1], at[2], at[1]});
                    made = marked;
                } else if (one[0].equals("Text")) {
                    made = new PDAnnotationText();
                } else {
                    made = new PDAnnotationMarkup();
                    made.getCOSObject().setName(COSName.SUBTYPE, one[0]);
                }
                made.setRectangle(new PDRectangle(at[0], at[1], at[2] - at[0], at[3] - at[1]));
                made.setTitlePopup("唐小雨");
                made.setContents(one[5]);
                if (one[6].equals("group")) {
                    made.setInReplyTo(last);
                    made.setReplyType(PDAnnotationMarkup.RT_GROUP);
                }
                page.getAnnotations().add(made);
                last = made;
            }
            file.save(given[2]);
        }
    }
}
